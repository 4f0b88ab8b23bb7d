"""What passes through the door of the identity room: values, addresses, views of records."""
