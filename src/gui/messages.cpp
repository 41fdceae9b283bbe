#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"
#include "gui/theme.hpp"
#include "gui/widgets.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float card_width = 380, card_padding = 12, gap = 8, margin = 12, line_height = 18;
constexpr std::size_t details_shown = 4;

struct Sign {
    const char* icon;
    ImU32 colour;
};

Sign sign_of(Message::Kind kind) {
    const auto& colours = look().colours();
    switch (kind) {
        case Message::Kind::done: return {"icon/check", colours.good};
        case Message::Kind::note: return {"icon/info", colours.accent};
        case Message::Kind::warning: return {"icon/warning", colours.warning};
        case Message::Kind::error: break;
    }
    return {"icon/error", colours.error};
}

float height_of(const std::string& words, Face face, float width) {
    const ImFont* font = look().font(face) == nullptr ? ImGui::GetFont() : look().font(face);
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, look().px(width), words.c_str()).y / look().scale;
}

// A card that stands on the ones below it.
class Stack {
public:
    explicit Stack(Area area)
        : right_(area.max.x - look().px(margin)), bottom_(area.max.y - look().px(margin)), top_(area.min.y) {}

    bool begin(const std::string& id, float height) {
        const float high = look().px(height);
        if (bottom_ - high < top_) return false;
        const ImVec2 min{right_ - look().px(card_width), bottom_ - high}, max{right_, bottom_};
        bottom_ -= high + look().px(gap);
        begin_panel(id, min, max, look().colours().raised, "", card_padding, card_padding, false);
        ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.PushClipRect(min, max);
        list.AddRect(min, max, look().colours().strong_line, 0);
        list.PopClipRect();
        return true;
    }

private:
    float right_, bottom_, top_;
};

std::string time_left(const Shown& shown, double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    if (whole < 90) return tr(shown, mark("{0} s left", std::max<std::int64_t>(1, whole)));
    return tr(shown, mark("{0} min left", (whole + 59) / 60));
}

void job_words(const Shown& shown, const JobRow& job, Requests& requests) {
    const float inner = card_width - 2 * card_padding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    text(tr(shown, job.title), Face::text_bold, 0, inner - 34);
    if (job.can_cancel) {
        ImGui::SetCursorScreenPos({at.x + look().px(inner - 24), at.y - look().px(3)});
        if (icon_button("icon/close", tr(shown, mark("Cancel")), {}, false, {}, 24))
            requests.push(ask::CancelJob{job.number});
    }
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(24)});
    const bool known = job.share >= 0;
    std::string right;
    if (known) {
        right = shown.say->number(static_cast<std::int64_t>(std::lround(job.share * 100))) + " %";
        if (job.seconds_left >= 0) right += "  ·  " + time_left(shown, job.seconds_left);
    }
    const float right_width = right.empty() ? 0 : width_of(right, Face::small) + 8;
    const float bar_width = known ? 110 : 0;
    if (!job.stage.empty())
        text_at({at.x, at.y + look().px(21)}, tr(shown, job.stage), Face::small, look().colours().second,
                inner - right_width - bar_width - 12);
    if (!known) return;
    ImGui::SetCursorScreenPos({at.x + look().px(inner - right_width - bar_width), at.y + look().px(26)});
    bar(static_cast<float>(job.share), bar_width);
    text_at({at.x + look().px(inner - right_width + 8), at.y + look().px(21)}, right, Face::small,
            look().colours().second);
}

void job_card(const Shown& shown, const JobRow& job, Stack& stack, Requests& requests) {
    if (!stack.begin("job " + std::to_string(job.number), 62)) return;
    job_words(shown, job, requests);
    end_panel();
}

// What is said below the first line, at most so many lines.
std::vector<std::string> details_of(const Shown& shown, const Message& message) {
    std::vector<std::string> lines;
    const std::size_t all = message.details.size() + message.problems.size();
    const std::size_t room = all > details_shown ? details_shown - 1 : details_shown;
    for (const auto& detail : message.details)
        if (lines.size() < room) lines.push_back(tr(shown, detail));
    for (const auto& problem : message.problems) {
        if (lines.size() >= room) break;
        lines.push_back(base::describe(problem, *shown.say));
    }
    if (all > lines.size()) {
        const auto rest = static_cast<std::int64_t>(all - lines.size());
        lines.push_back(tr(shown, base::mark_plural("and {0} more", "and {0} more", rest)));
    }
    return lines;
}

void message_card(const Shown& shown, const Message& message, Stack& stack, Requests& requests) {
    const auto [icon_name, colour] = sign_of(message.kind);
    const float words_width = card_width - 2 * card_padding - 24 - 30;
    const std::string words = tr(shown, message.text);
    const auto details = details_of(shown, message);
    float height = 2 * card_padding + std::max(line_height, height_of(words, Face::text, words_width));
    for (const auto& detail : details) height += 4 + height_of(detail, Face::small, words_width);
    if (!message.folder.empty()) height += line_height + 8;
    if (!stack.begin("message " + std::to_string(message.number), height)) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 corner = ImGui::GetWindowPos();
    ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + look().px(3), corner.y + ImGui::GetWindowHeight()},
                                              colour);
    icon_at({at.x + look().px(8), at.y + look().px(9)}, icon_name, measure::icon, colour);
    ImGui::SetCursorScreenPos({at.x + look().px(card_width - 2 * card_padding - 24), at.y - look().px(3)});
    if (icon_button("icon/close", tr(shown, mark("Dismiss")), {}, false, {}, 24))
        requests.push(ask::DismissMessage{message.number});
    ImGui::SetCursorScreenPos({at.x + look().px(24), at.y});
    ImGui::BeginChild("words", {look().px(words_width), 0}, false, ImGuiWindowFlags_NoScrollbar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, look().px(4)));
    wrapped(words, Face::text, look().colours().text);
    for (const auto& detail : details) wrapped(detail, Face::small, look().colours().second);
    if (!message.folder.empty() && link(tr(shown, mark("Open the folder"))))
        requests.push(ask::OpenFolder{message.folder});
    ImGui::PopStyleVar();
    ImGui::EndChild();
    end_panel();
}

}  // namespace

void messages(const Shown& shown, Area area, Requests& requests) {
    Stack stack(area);
    for (const auto& job : shown.jobs) {
        if (job.quiet) continue;
        job_card(shown, job, stack, requests);
    }
    for (auto message = shown.messages.rbegin(); message != shown.messages.rend(); ++message)
        message_card(shown, *message, stack, requests);
}

}  // namespace balise::gui
