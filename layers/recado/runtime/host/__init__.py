"""The host: runs the functions of template.yaml off AWS, as many processes as asked, one event at a time in each."""
