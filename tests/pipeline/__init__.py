"""The way of the data, from a file to a customer's page, proved across the rooms."""
