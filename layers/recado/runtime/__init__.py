"""Runtime: how an event reaches a function, on AWS Lambda or under the host."""
