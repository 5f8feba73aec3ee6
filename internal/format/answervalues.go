package format

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
)

// list reads the arrays of all activations or all gradients, as MarshalValues
// writes them.
func (a *answersReader) list(r *strictReader, key string, place func(int) cnn.Place) error {
	if err := r.expect(jsonArray, fmt.Sprintf("the list of all %s as -values writes it, or a key for each, such as %q", key, place(0))); err != nil {
		return within(key, err)
	}
	count := 0
	for slices.Contains(a.places, place(count)) {
		count++
	}
	_, err := r.array(func(i int) error {
		if i == count {
			return fmt.Errorf("%s: found an array after the last; the network has %d of them; name another network with -net", key, count)
		}
		return a.at(r, place(i))
	})
	return err
}

// parameters reads the list of parameters as MarshalValues writes it. Which one
// an object holds may be said after its arrays.
func (a *answersReader) parameters(r *strictReader) error {
	if err := r.expect(jsonArray, `a list of objects {"layer": 0, "name": "kernel", "gradient": …, "updated": …}, or a key for each place, such as "parameters/0/kernel"`); err != nil {
		return within("parameters", err)
	}
	_, err := r.array(func(i int) error {
		if err := a.learned(r); err != nil {
			return within(fmt.Sprintf("parameters: element %d", i), err)
		}
		return nil
	})
	return err
}

// learned reads one parameter of the list.
func (a *answersReader) learned(r *strictReader) error {
	if err := r.expect(jsonObject, `an object {"layer": 0, "name": "kernel", "gradient": …, "updated": …}`); err != nil {
		return err
	}
	layer, name := -1, ""
	arrays := map[string]int{} // where they begin
	err := r.object([]string{"layer", "name", "gradient", "updated"}, func(key string) (err error) {
		switch key {
		case "layer":
			layer, err = r.whole(0, cnn.MaxLayers-1)
		case "name":
			if err = r.expect(jsonString, "the parameter's name in double quotes"); err == nil {
				name, err = r.text()
			}
		default:
			r.space()
			arrays[key] = r.at
			err = r.skip(0)
		}
		return within(key, err)
	})
	switch {
	case err != nil:
		return err
	case layer < 0:
		return missing("layer", "the number of the layer")
	case name == "":
		return missing("name", `the parameter's name, such as "kernel"`)
	}
	end := r.at
	defer func() { r.at = end }()
	for _, key := range []string{"gradient", "updated"} {
		at, ok := arrays[key]
		if !ok {
			continue
		}
		place := cnn.ParameterPlace(layer, name)
		if key == "updated" {
			place = cnn.UpdatedPlace(layer, name)
		}
		place, err := a.place(place.String())
		if err != nil {
			return err
		}
		r.at = at
		if err := a.at(r, place); err != nil {
			return err
		}
	}
	return nil
}
