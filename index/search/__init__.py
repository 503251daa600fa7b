"""A query in; stories in order, facets and passages out."""
