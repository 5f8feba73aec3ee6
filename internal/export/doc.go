// Package export writes exercises and markings in the formats of the systems
// that teachers have: question banks for Moodle, exams for Numbas, results for
// the autograders of Gradescope and PrairieLearn.
//
// Goals: every number comes from a network that ran, every wrong one from a rule
// of the catalogue; what a system cannot do is left to it, and not imitated.
//
// Non-goals: QTI, which has no way to name a mistake or to carry a wrong number
// on; LTI, which needs a server. The package opens no file.
package export
