export const App = () => <main>Refscope</main>;
