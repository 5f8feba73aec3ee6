package cnn

import (
	"fmt"
	"strconv"
	"strings"
)

// A Place says where a tensor stands in the values of a pass or in its network.
// In files, pages and messages it is a text, such as "activations/3",
// "parameters/0/kernel/updated" or "loss": String writes it and ParsePlace reads
// it. The zero Place is none.
type Place struct {
	Kind    PlaceKind
	Number  int    // of the activation, the gradient or the layer
	Name    string // of the parameter, or of a tensor that belongs to no pass
	Updated bool   // the parameter after the update step
}

// A PlaceKind is the first word of a place, "" for a tensor that belongs to no
// pass.
type PlaceKind string

// The kinds of places that have a number.
const (
	Activations PlaceKind = "activations" // the input (0) or the output of layer i−1
	Gradients   PlaceKind = "gradients"   // ∂L/∂ the activation i
	Parameters  PlaceKind = "parameters"  // the gradient of a layer's parameter, or the parameter after the update
	Layers      PlaceKind = "layers"      // a parameter's value, which stands in the network and not in the values of the pass
)

// LossPlace is the place of the loss, TargetPlace that of its target, which
// stands in the network.
var (
	LossPlace   = Place{Kind: "loss"}
	TargetPlace = Place{Kind: "target"}
)

// ActivationPlace is the place of the input (0) or of the output of layer
// i−1.
func ActivationPlace(i int) Place { return Place{Kind: Activations, Number: i} }

// GradientPlace is the place of ∂L/∂ the activation i.
func GradientPlace(i int) Place { return Place{Kind: Gradients, Number: i} }

// ParameterPlace is the place of the gradient of a layer's parameter.
func ParameterPlace(layer int, name string) Place {
	return Place{Kind: Parameters, Number: layer, Name: name}
}

// UpdatedPlace is the place of a parameter after the update step.
func UpdatedPlace(layer int, name string) Place {
	return Place{Kind: Parameters, Number: layer, Name: name, Updated: true}
}

// ValuePlace is the place of a parameter's value.
func ValuePlace(layer int, name string) Place {
	return Place{Kind: Layers, Number: layer, Name: name}
}

// OwnPlace is the place of a tensor that belongs to no pass, by a name that
// begins with no kind of place.
func OwnPlace(name string) Place { return Place{Name: name} }

// ParsePlace reads the text of a place. The error says what is no place; whether
// a pass has a tensor there, Pass.Quantity knows.
func ParsePlace(text string) (Place, error) {
	kind, tail, more := strings.Cut(text, "/")
	first, rest, _ := strings.Cut(tail, "/")
	number, err := strconv.Atoi(first)
	numbered := err == nil && number >= 0 && strconv.Itoa(number) == first
	p := Place{Kind: PlaceKind(kind), Number: number}
	switch p.Kind {
	default:
		return OwnPlace(text), nil
	case LossPlace.Kind, TargetPlace.Kind:
		if more {
			return Place{}, fmt.Errorf("place %q: nothing may follow %q", text, kind)
		}
		return Place{Kind: p.Kind}, nil
	case Activations, Gradients:
		if !numbered || rest != "" {
			return Place{}, fmt.Errorf("place %q: expected a number after %q and no more, as in \"%s/1\"", text, kind, kind)
		}
	case Parameters, Layers:
		p.Name = rest
		if p.Kind == Parameters {
			p.Name, p.Updated = strings.CutSuffix(rest, "/updated")
		}
		if !numbered || p.Name == "" || strings.Contains(p.Name, "/") {
			return Place{}, fmt.Errorf("place %q: expected a number and a name after %q, as in \"%s/0/kernel\"", text, kind, kind)
		}
	}
	return p, nil
}

// String is the text of the place.
func (p Place) String() string {
	switch p.Kind {
	case "":
		return p.Name
	case LossPlace.Kind, TargetPlace.Kind:
		return string(p.Kind)
	}
	text := string(p.Kind) + "/" + strconv.Itoa(p.Number)
	if p.Name != "" {
		text += "/" + p.Name
	}
	if p.Updated {
		text += "/updated"
	}
	return text
}

// IsZero reports that it is no place.
func (p Place) IsZero() bool { return p == Place{} }

// Compare orders places by their texts.
func (p Place) Compare(other Place) int { return strings.Compare(p.String(), other.String()) }

// MarshalText is the text of the place, for JSON.
func (p Place) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the text of a place.
func (p *Place) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePlace(string(text))
	return err
}
