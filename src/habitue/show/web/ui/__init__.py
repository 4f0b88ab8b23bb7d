"""What the console's templates are made with: formats, small drawings, and the types that components expect."""
