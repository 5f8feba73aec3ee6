package export

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// AutograderFolder is the folder of an autograder for a network, "gradescope" or
// "prairielearn", by the names of its files: all but the marker itself, which is
// built into it as mark (for PrairieLearn, into tests/).
func AutograderFolder(system string, n *cnn.Network, s format.Scheme) (map[string][]byte, error) {
	network, err := format.MarshalNetwork(n)
	if err != nil {
		return nil, err
	}
	p, err := cnn.Run(n)
	if err != nil {
		return nil, err
	}
	credit, err := format.MarshalScheme(s)
	if err != nil {
		return nil, err
	}
	if system == "gradescope" {
		return gradescopeFolder(network, credit), nil
	}
	blank, err := blankAnswers(p)
	if err != nil {
		return nil, err
	}
	return prairieLearnFolder(network, credit, blank)
}

// blankAnswers is an answers file with null for each number that is asked.
func blankAnswers(p *cnn.Pass) ([]byte, error) {
	var lines []string
	for _, place := range asked(p) {
		q, err := p.Quantity(place)
		if err != nil {
			return nil, err
		}
		array, err := json.Marshal(nulls(q.Plain()))
		if err != nil {
			return nil, err
		}
		lines = append(lines, fmt.Sprintf("  %q: %s", place, array))
	}
	return []byte("{\n" + strings.Join(lines, ",\n") + "\n}\n"), nil
}

// nulls is an array of a shape without numbers.
func nulls(shape cnn.Shape) any {
	if len(shape) == 0 {
		return nil
	}
	list := make([]any, shape[0])
	for i := range list {
		list[i] = nulls(shape[1:])
	}
	return list
}

// uuidOf is an identifier that is the same for the same text.
func uuidOf(text []byte) string {
	h := sha256.Sum256(text)
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// scriptOf is the beginning of every script.
const scriptOf = "#!/bin/sh\n# Marks what a student has handed in. Everything is in this folder; nothing is\n# loaded from elsewhere.\n"

// gradescopeFolder is a folder to be zipped and uploaded as an autograder of
// Gradescope.
func gradescopeFolder(network, scheme []byte) map[string][]byte {
	return map[string][]byte{
		"network.json": network,
		"scheme.json":  scheme,
		"setup.sh":     []byte("#!/bin/sh\n# Nothing has to be installed: the marker is one file.\nchmod +x /autograder/source/mark\n"),
		"run_autograder": []byte(scriptOf + `cd /autograder/source
chmod +x ./mark
mkdir -p /autograder/results
./mark -answers /autograder/submission -net network.json -scheme scheme.json \
  -format gradescope >/autograder/results/results.json || true
`),
	}
}

// prairieLearnFolder is a question of PrairieLearn that is marked by an external
// grader.
func prairieLearnFolder(network, scheme, blank []byte) (map[string][]byte, error) {
	info, err := indented(map[string]any{
		"uuid": uuidOf(network), "title": "One pass by hand", "topic": "Backpropagation", "tags": []string{}, "type": "v3",
		"gradingMethod": "External",
		"externalGradingOptions": map[string]any{
			"enabled": true, "image": "debian:stable-slim", "entrypoint": "/grade/tests/run.sh", "timeout": 30,
		},
	})
	return map[string][]byte{
		"info.json": info,
		"question.html": []byte(`<pl-question-panel>
<p>An image goes through a small network, forward to the loss and back to all gradients. Its numbers are in
<a href="{{options.client_files_question_url}}/network.json">network.json</a>. Write what you work out into
<a href="{{options.client_files_question_url}}/blank.json">blank.json</a> instead of the nulls, with at least four decimals,
and hand it in as <code>answers.json</code>.</p>
<pl-file-upload file-names="answers.json"></pl-file-upload>
</pl-question-panel>
<pl-submission-panel>
<pl-external-grader-results></pl-external-grader-results>
<pl-file-preview></pl-file-preview>
</pl-submission-panel>
`),
		"clientFilesQuestion/network.json": network,
		"clientFilesQuestion/blank.json":   blank,
		"tests/network.json":               network,
		"tests/scheme.json":                scheme,
		"tests/run.sh": []byte(scriptOf + `cd /grade/tests
chmod +x ./mark
mkdir -p /grade/results
./mark -answers /grade/student -net network.json -scheme scheme.json \
  -format prairielearn >/grade/results/results.json || true
`),
	}, err
}
