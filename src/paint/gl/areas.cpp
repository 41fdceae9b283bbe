#include <GL/glu.h>

#include <new>

#include "paint/gl/triangles.hpp"

namespace balise::paint::gl {

namespace {

struct CloseTessellator {
    void operator()(GLUtesselator* tessellator) const { gluDeleteTess(tessellator); }
};

float turn(map::Spot a, map::Spot b, map::Spot c) {
    return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

// Turns one way only, and once round: its x grows and shrinks once.
bool is_convex(const map::Spot* ring, std::size_t count) {
    bool left = false, right = false;
    int changes = 0;
    float heading = 0;
    for (std::size_t at = 0; at <= count; ++at) {
        const auto a = ring[at % count], b = ring[(at + 1) % count], c = ring[(at + 2) % count];
        const float turned = turn(a, b, c);
        left = left || turned > 0;
        right = right || turned < 0;
        if (left && right) return false;
        const float step = b.x - a.x;
        if (step == 0) continue;
        if (heading * step < 0) ++changes;
        heading = step;
    }
    return changes <= 2;
}

}  // namespace

struct AreaCutter::State {
    std::unique_ptr<GLUtesselator, CloseTessellator> tessellator{gluNewTess()};
    Mesh* mesh = nullptr;
    std::array<std::uint8_t, 4> colour{};
    bool failed = false;

    std::uintptr_t add(double x, double y) {
        mesh->corners.push_back({static_cast<float>(x), static_cast<float>(y), colour});
        return mesh->corners.size() - 1;
    }

    // What the tessellator calls. Corners are told by their index.
    static void vertex(void* corner, void* state) {
        auto& self = *static_cast<State*>(state);
        self.mesh->indices.push_back(static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(corner)));
    }
    static void combine(const double* spot, void**, const float*, void** corner, void* state) {
        *corner = reinterpret_cast<void*>(static_cast<State*>(state)->add(spot[0], spot[1]));
    }
    // Its being there makes the tessellator give triangles only, no fans and strips.
    static void edge(GLboolean, void*) {}
    static void error(GLenum, void* state) { static_cast<State*>(state)->failed = true; }
};

AreaCutter::AreaCutter() : state_(std::make_unique<State>()) {
    auto* tessellator = state_->tessellator.get();
    if (tessellator == nullptr) throw std::bad_alloc();
    using Any = _GLUfuncptr;
    gluTessCallback(tessellator, GLU_TESS_VERTEX_DATA, reinterpret_cast<Any>(&State::vertex));
    gluTessCallback(tessellator, GLU_TESS_COMBINE_DATA, reinterpret_cast<Any>(&State::combine));
    gluTessCallback(tessellator, GLU_TESS_EDGE_FLAG_DATA, reinterpret_cast<Any>(&State::edge));
    gluTessCallback(tessellator, GLU_TESS_ERROR_DATA, reinterpret_cast<Any>(&State::error));
    gluTessProperty(tessellator, GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_ODD);
    gluTessNormal(tessellator, 0, 0, 1);
}

AreaCutter::~AreaCutter() = default;

void AreaCutter::add(Mesh& mesh, const map::Paths& rings, std::uint32_t first, std::uint32_t last, map::Colour colour) {
    auto& state = *state_;
    state.mesh = &mesh;
    state.colour = {colour.red, colour.green, colour.blue, colour.alpha};
    const auto begin_of = [&rings](std::uint32_t ring) { return ring == 0 ? 0U : rings.ends[ring - 1]; };
    if (last - first == 1) {
        const auto begin = begin_of(first);
        std::size_t count = rings.ends[first] - begin;
        const auto* ring = rings.spots.data() + begin;
        if (count > 1 && ring[0] == ring[count - 1]) --count;
        if (count < 3) return;
        if (is_convex(ring, count)) {
            const auto base = static_cast<std::uint32_t>(mesh.corners.size());
            for (std::size_t spot = 0; spot < count; ++spot) state.add(ring[spot].x, ring[spot].y);
            for (std::uint32_t spot = 2; spot < count; ++spot)
                mesh.indices.insert(mesh.indices.end(), {base, base + spot - 1, base + spot});
            return;
        }
    }
    auto* tessellator = state.tessellator.get();
    const auto indices = mesh.indices.size();
    state.failed = false;
    gluTessBeginPolygon(tessellator, &state);
    for (auto ring = first; ring < last; ++ring) {
        gluTessBeginContour(tessellator);
        for (auto spot = begin_of(ring); spot < rings.ends[ring]; ++spot) {
            double place[3] = {rings.spots[spot].x, rings.spots[spot].y, 0};
            gluTessVertex(tessellator, place, reinterpret_cast<void*>(state.add(place[0], place[1])));
        }
        gluTessEndContour(tessellator);
    }
    gluTessEndPolygon(tessellator);
    if (state.failed) mesh.indices.resize(indices + (mesh.indices.size() - indices) / 3 * 3);
}

}  // namespace balise::paint::gl
