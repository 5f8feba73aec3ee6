// Package classroom is what a teacher's flags of chapter 19 do: mark one file or a
// whole class, and write exercises or an autograder for the systems that schools
// have.
//
// Goals: the flags are declared, checked against each other and carried out in one
// place; what a student gave is never an error of the command.
//
// Non-goals: judging numbers, which package marking does; credit and pages, which
// packages class and feedback have; the formats of other systems, which package
// export has.
package classroom
