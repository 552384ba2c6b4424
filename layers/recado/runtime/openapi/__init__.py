"""The OpenAPI 3.1 document of an app's routes, from their declarations and code alone."""
