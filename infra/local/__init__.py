"""What a laptop needs in place of AWS: LocalStack, PostgreSQL, and template.yaml deployed to the former."""
