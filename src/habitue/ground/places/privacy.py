"""What the tables of places hold of a person: nothing."""

from habitue.ground.kernel.types import Policy

POLICIES = {
    "places.House": Policy(personal=False, why="The data controller."),
    "places.Brand": Policy(personal=False, why="The names that customers know."),
    "places.Region": Policy(personal=False, why="Groups of stores."),
    "places.Store": Policy(personal=False, why="Shops, their address and hours."),
}
