// Gives what all tests include a target to be compiled in: it has no definitions that some test has
// not.
