#pragma once
// Display lists on the screen: OpenGL 3.3 core, shaders in shaders/. Needs a current context.
#include <cstdint>
#include <memory>
#include <vector>

#include "map/display_list.hpp"

namespace balise::paint::gl {

// How the list lies on the target: pixel = (spot × zoom + offset mm) × pixels per mm. zoom 1, offset 0: as composed.
struct Placing {
    double pixels_per_millimetre = 96 / 25.4;
    double zoom = 1;
    double offset_x = 0, offset_y = 0;  // millimetres
};

// A display list in the memory of the graphics processor: uploaded once, painted often.
class UploadedList;

class Painter {
public:
    // Compiles the shaders (program's data folder). Throws unsupported when the context is older than OpenGL 3.3 or a
    // shader does not compile, with the driver's words.
    Painter();
    ~Painter();
    Painter(Painter&&) noexcept;
    Painter& operator=(Painter&&) noexcept;

    // Triangles for areas and lines are made here without touching OpenGL: may run in a job.
    static std::shared_ptr<UploadedList> prepared(const map::DisplayList& list);
    // Paints into the bound framebuffer, `columns` × `rows` pixels, within the list's sheet; beyond it what was there
    // stays. The framebuffer needs a stencil buffer; several samples per pixel are its affair. Throws not_found when a
    // font's file is gone. From the second time at one scale on, whole pixels further or not, it is one copy of a kept
    // picture of the sheet, as long as that has no more than 4096 pixels either way. Leaves blending on, scissor and
    // stencil test off, no program and no array bound.
    void paint(UploadedList& list, const Placing& placing, int columns, int rows);

    // Makes the kept picture of the list's whole sheet, `samples` for each pixel, in parts: each call goes on for about
    // `seconds` with what the call before has left, and is true when all is painted. A call for another list or scale
    // begins anew. Also true when no picture can be kept (more than 4096 pixels either way): `paint` does it then.
    bool keep(const std::shared_ptr<UploadedList>& list, const Placing& placing, int samples, double seconds);
    // Whether such a picture is there.
    static bool keeps(const UploadedList& list, const Placing& placing);
    // Paints the kept picture, stretched where the scale is another by now. False when there is none.
    bool paint_kept(UploadedList& list, const Placing& placing, int columns, int rows);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::paint::gl
