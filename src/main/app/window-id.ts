/** One of the windows of an app: what it asks goes by this name, and what it is told. '' where there is only one. */
export type WindowId = string;
