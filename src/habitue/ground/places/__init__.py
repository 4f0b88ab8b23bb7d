"""Places: the house and where it is: brands, regions, stores and their hours.

Words: *house* (one data controller, the hard tenant), *brand* (name and senders; consent is given to a brand), *region*,
*store* (where people meet; it has a time zone). Store and region narrow what a role sees; they never own a customer.

Invariants: everything belongs to one house; a store's hours are in its own time zone.
"""
