#pragma once
// What a frame showed: every text and control with its box. For replays ("click the button Vérifier", "expect the
// text …") and for tests of panels; costs nothing while nobody records.
#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace balise::gui {

struct SeenThing {
    enum class Kind { text, control };
    Kind kind = Kind::text;
    std::string words;  // of a control: its label or its accessible name
    ImVec2 min, max;    // real pixels of the window
    bool enabled = true;
    bool chosen = false;  // tab, switch, row, check box that is on
    bool above = false;   // in a dialog or a menu: it is meant before one of the same name beneath
};

class Seen {
public:
    void begin_frame() { things_.clear(); }
    void add(SeenThing thing);
    const std::vector<SeenThing>& things() const { return things_; }
    // The control of this name (whole, else the first that begins with it, else contains it); of equals one in
    // a dialog or menu; null when there is none.
    const SeenThing* control(std::string_view words) const;
    bool shows(std::string_view words) const;

private:
    std::vector<SeenThing> things_;
};

// Where widgets write what they show; null when nobody records.
Seen* recording();
void record_into(Seen* seen);

}  // namespace balise::gui
