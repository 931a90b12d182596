// Stands in bundles in place of what left-out.ts names.
