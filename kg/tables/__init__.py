"""Trade tables: from the files people have to claims in columns, row by row accounted for."""
