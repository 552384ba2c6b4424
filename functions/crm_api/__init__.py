"""The API of the web app and of integrators."""
