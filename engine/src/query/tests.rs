//! Tests of the grammar, by example and by property.
