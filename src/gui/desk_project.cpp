// Opening, closing and changing the project.
#include <algorithm>
#include <cstdlib>

#include "app/import_preview.hpp"
#include "app/printing.hpp"
#include "base/error.hpp"
#include "gui/desk_parts.hpp"

namespace balise::gui {

using base::mark;

namespace {

Message message_of(Message::Kind kind, base::Text text, std::filesystem::path folder = {}) {
    Message message;
    message.kind = kind;
    message.text = std::move(text);
    message.folder = std::move(folder);
    return message;
}

// What a person can do about a file that does not open.
base::Text remedy_for(base::ErrorKind kind) {
    switch (kind) {
        case base::ErrorKind::not_found: return mark("choose another file, or create a new project");
        case base::ErrorKind::invalid_input:
            return mark(
                "choose another file; if this was a project, open the copy that was kept beside it or a backup");
        case base::ErrorKind::unsupported:
            return mark("install the newest version of this program to work in this file");
        case base::ErrorKind::conflict: return mark("close the other program that uses this file and open it again");
        case base::ErrorKind::io: return mark("check that you may read and write this file and its folder");
        default: return mark("open the file again; if it fails again, use a backup");
    }
}

// Why a project is only read, when that is better than not to open it at all.
std::optional<base::Text> reason_to_read(const base::Error& error) {
    switch (error.kind()) {
        case base::ErrorKind::io:
        case base::ErrorKind::unsupported:
        case base::ErrorKind::conflict: return error.message();
        default: return std::nullopt;
    }
}

struct OpenedProject {
    std::optional<app::Session> writing, reading, paging;
    std::optional<base::Text> why_read_only;
};

OpenedProject open_project(const std::filesystem::path& file, bool for_reading) {
    OpenedProject made;
    if (for_reading) {
        made.why_read_only = mark("it was opened for reading");
    } else {
        try {
            made.writing = app::Session::open(file, store::Access::read_write);
        } catch (const base::Error& error) {
            made.why_read_only = reason_to_read(error);
            if (!made.why_read_only) throw;
            // What cannot be read either says why in its own words; what can is better than nothing.
            try {
                made.reading = app::Session::open(file, store::Access::read_only);
            } catch (const base::Error&) {
                throw error;
            }
        }
    }
    if (!made.reading) made.reading = app::Session::open(file, store::Access::read_only);
    made.paging = app::Session::open(file, store::Access::read_only);
    return made;
}

}  // namespace

void Desk::open(const std::filesystem::path& file, bool for_reading) {
    std::error_code ignored;
    const auto path = std::filesystem::absolute(file, ignored);
    const bool same = path == shown_.file && shown_.snapshot != nullptr;
    close();
    shown_.dialog = Dialog::none;
    shown_.file = path;
    shown_.opening = true;
    shown_.open_failure = shown_.open_remedy = {};
    if (!same) {
        has_camera_ = false;
        back_.clear();
        forward_.clear();
    }
    Order order;
    order.title = mark("Opening {0}", path.filename().string());
    order.lane = lane_open;
    order.quiet = false;
    order.can_cancel = false;
    order.work = [this, path, for_reading, writing = writing_](base::Progress&) -> Results::Apply {
        auto made = std::make_shared<OpenedProject>(open_project(path, for_reading));
        writing->session = std::move(made->writing);
        return [this, path, made] {
            // They pass to the threads that will use them: no order of theirs is under way.
            reading_->session = std::move(made->reading);
            paging_->session = std::move(made->paging);
            opened(path, made->why_read_only.has_value(), made->why_read_only);
        };
    };
    order.failed = [this, path](const std::exception_ptr& failure) { could_not_open(path, failure); };
    writer_.add(std::move(order));
}

void Desk::opened(const std::filesystem::path& file, bool read_only, const std::optional<base::Text>& why_read_only) {
    shown_.read_only = read_only;
    remember_file(file);
    if (why_read_only)
        tell(message_of(Message::Kind::warning, mark("the project can only be read: {0}", *why_read_only)));
    renew();
    read_history();
}

void Desk::could_not_open(const std::filesystem::path& file, const std::exception_ptr& failure) {
    shown_.opening = false;
    shown_.file.clear();
    try {
        std::rethrow_exception(failure);
    } catch (const base::Error& error) {
        shown_.open_failure = mark("{0} could not be opened: {1}", file.filename().string(), error.message());
        shown_.open_remedy = remedy_for(error.kind());
    } catch (const std::exception& error) {
        shown_.open_failure = mark("{0} could not be opened: {1}", file.filename().string(), std::string(error.what()));
        shown_.open_remedy = remedy_for(base::ErrorKind::internal);
    }
}

void Desk::close() {
    for (Worker* worker : {&writer_, &reader_, &lists_, &composer_, &pager_}) worker->forget_all();
    // What still runs keeps what it uses; it is closed when that has ended.
    reading_ = std::make_shared<Reading>();
    writing_ = std::make_shared<Writing>();
    paging_ = std::make_shared<Paging>();
    picture_.reset();
    pages_.clear();
    composing_for_.reset();
    pending_view_.reset();
    scene_wanted_ = view_list_wanted_ = false;
    camera_moved_ = -1;
    const auto keep = std::pair{shown_.preferences, std::move(shown_.messages)};
    Shown fresh;
    fresh.say = shown_.say;
    fresh.preferences = keep.first;
    fresh.messages = keep.second;
    fresh.today = shown_.today;
    fresh.now = shown_.now;
    fresh.camera = shown_.camera;
    fresh.layers = app::default_layers();
    fresh.audience = audience_;
    shown_ = std::move(fresh);
    has_camera_ = false;
}

void Desk::create(const ask::NewProject& wanted) {
    shown_.dialog = Dialog::none;
    Order order;
    order.title = mark("Creating {0}", wanted.file.filename().string());
    order.quiet = false;
    order.work = [this, wanted](base::Progress& progress) -> Results::Apply {
        app::create_project(wanted.file, wanted.sample, progress);
        return [this, wanted] { open(wanted.file, false); };
    };
    order.failed = [this, wanted](const std::exception_ptr& failure) {
        tell_failure(failure, mark("creating {0}", wanted.file.filename().string()));
    };
    writer_.add(std::move(order));
}

void Desk::save_copy(const ask::SaveCopy& wanted) {
    shown_.dialog = Dialog::none;
    Order order;
    order.title = mark("Saving a copy as {0}", wanted.file.filename().string());
    order.quiet = false;
    order.work = [this, wanted, reading = reading_](base::Progress& progress) -> Results::Apply {
        if (!reading->session) return {};
        reading->session->project().backup(wanted.file, wanted.replace, progress);
        return [this, wanted] {
            tell(message_of(Message::Kind::done, mark("copy saved and checked: {0}", wanted.file.filename().string()),
                            wanted.file.parent_path()));
        };
    };
    order.failed = [this](const std::exception_ptr& failure) { tell_failure(failure, mark("saving a copy")); };
    reader_.add(std::move(order));
}

void Desk::perform(base::Text title, std::function<app::Outcome(app::Session&, base::Progress&)> work,
                   const std::filesystem::path& written) {
    if (!shown_.snapshot) return;
    Order order;
    order.title = title;
    order.quiet = false;
    order.work = [this, title, work = std::move(work), written, writing = writing_,
                  file = shown_.file](base::Progress& progress) -> Results::Apply {
        std::optional<app::Session> to_read;  // exports need no right to write
        if (!writing->session) to_read = app::Session::open(file, store::Access::read_only);
        auto outcome = work(to_read ? *to_read : *writing->session, progress);
        return [this, outcome = std::move(outcome), title, written] { performed(outcome, title, written); };
    };
    order.failed = [this, title](const std::exception_ptr& failure) { tell_failure(failure, title); };
    writer_.add(std::move(order));
}

void Desk::performed(const app::Outcome& outcome, const base::Text& title, const std::filesystem::path& written) {
    Message message;
    message.kind = outcome.problems.empty() ? Message::Kind::done : Message::Kind::warning;
    message.text = outcome.lines.empty() ? title : outcome.lines.front();
    if (outcome.lines.size() > 1) message.details.assign(outcome.lines.begin() + 1, outcome.lines.end());
    message.problems = outcome.problems;
    if (!written.empty()) {
        std::error_code ignored;
        message.folder = std::filesystem::is_directory(written, ignored) ? written : written.parent_path();
    }
    tell(std::move(message));
    renew();
    read_history();
}

void Desk::perform_action(const ask::Perform& wanted) {
    const auto& action = app::action(wanted.action);
    std::filesystem::path written;
    for (const auto& parameter : action.parameters)
        if (parameter.type == app::ParameterType::file_out && wanted.arguments.has(parameter.name))
            written = wanted.arguments.text(parameter.name);
    perform(
        action.title,
        [wanted](app::Session& session, base::Progress& progress) {
            return session.perform(wanted.action, wanted.arguments, false, progress);
        },
        written);
}

namespace {

ImportPreview preview_of(const app::PreviewedImport& made, const std::filesystem::path& file) {
    ImportPreview preview;
    preview.file = file;
    preview.arguments = made.arguments;
    preview.ready = true;
    preview.read = made.counts.read;
    preview.added = made.counts.added;
    preview.changed = made.counts.changed;
    preview.same = made.counts.same;
    preview.refused = made.counts.refused;
    preview.problems = made.problems;
    preview.headings = made.headings;
    preview.fields = made.fields;
    preview.names = made.names;
    for (const auto& row : made.rows) {
        ImportPreview::Row shown;
        shown.number = row.number;
        shown.cells = row.cells;
        switch (row.verdict) {
            case app::RowVerdict::added: shown.verdict = ImportPreview::Row::Verdict::added; break;
            case app::RowVerdict::changed: shown.verdict = ImportPreview::Row::Verdict::changed; break;
            case app::RowVerdict::same: shown.verdict = ImportPreview::Row::Verdict::same; break;
            case app::RowVerdict::refused: shown.verdict = ImportPreview::Row::Verdict::refused; break;
        }
        preview.rows.push_back(std::move(shown));
    }
    return preview;
}

}  // namespace

void Desk::import(const ask::Import& asked) {
    auto wanted = asked;
    if (!wanted.arguments.has("language"))
        wanted.arguments.add("language", std::string(base::language_code(shown_.preferences.language)));
    const std::filesystem::path file = wanted.arguments.text("source");
    if (!wanted.dry) {
        perform(mark("Import of {0}", file.filename().string()),
                [wanted](app::Session& session, base::Progress& progress) {
                    return session.perform("import", wanted.arguments, false, progress);
                });
        return;
    }
    shown_.import_preview = {};
    shown_.import_preview.file = file;
    shown_.import_preview.arguments = wanted.arguments;
    Order order;
    order.title = mark("Reading {0}", file.filename().string());
    order.lane = lane_lists;
    order.quiet = false;
    order.work = [this, wanted, file, writing = writing_,
                  say = shown_.say](base::Progress& progress) -> Results::Apply {
        if (!writing->session)
            throw base::Error(base::ErrorKind::io, mark("the project can only be read: nothing can be imported"));
        auto made = std::make_shared<ImportPreview>(
            preview_of(app::preview_import(*writing->session, wanted.arguments, progress), file));
        for (const auto& problem : made->problems) {
            const auto row =
                std::lower_bound(made->rows.begin(), made->rows.end(), problem.row,
                                 [](const auto& left, std::int64_t number) { return left.number < number; });
            if (row == made->rows.end() || row->number != problem.row) continue;
            if (!row->why.empty()) row->why += " · ";
            row->why += say->translate(problem.message);
        }
        return [this, made] { shown_.import_preview = std::move(*made); };
    };
    order.failed = [this](const std::exception_ptr& failure) {
        shown_.import_preview.ready = true;
        try {
            std::rethrow_exception(failure);
        } catch (const base::Error& error) {
            shown_.import_preview.failure = error.message();
        } catch (const std::exception& error) {
            shown_.import_preview.failure = mark("this should not have happened: {0}", std::string(error.what()));
        }
    };
    writer_.add(std::move(order));
}

void Desk::add_file_layer(const std::filesystem::path& file) {
    shown_.dialog = Dialog::none;
    Order order;
    order.title = mark("Reading {0}", file.filename().string());
    order.quiet = false;
    order.work = [this, file](base::Progress& progress) -> Results::Apply {
        const auto layer = app::read_file_layer(file, progress);
        return [this, file, layer] {
            // Added once more: it may have changed since.
            const auto id = app::group_of(*layer);
            std::erase_if(shown_.files, [&](const auto& one) { return app::group_of(*one) == id; });
            shown_.files.push_back(layer);
            if (std::none_of(shown_.layers.begin(), shown_.layers.end(),
                             [&](const auto& one) { return one.id == id; })) {
                app::LayerGroup group;
                group.id = id;
                shown_.layers.insert(shown_.layers.begin(), group);
            }
            scene_wanted_ = true;
        };
    };
    order.failed = [this, file](const std::exception_ptr& failure) {
        tell_failure(failure, mark("reading {0}", file.filename().string()));
    };
    reader_.add(std::move(order));
}

void Desk::preview_sheet(const app::Arguments& arguments) {
    shown_.sheet_preview.composing = true;
    Order order;
    order.title = mark("Composing the sheet");
    order.lane = lane_sheet;
    order.work = [this, arguments, paging = paging_](base::Progress& progress) -> Results::Apply {
        if (!paging->session) return {};
        auto made =
            std::make_shared<app::PreviewedSheet>(paging->previewer.preview(*paging->session, arguments, progress));
        std::vector<std::shared_ptr<paint::gl::UploadedList>> pictures;
        if (made->pages)
            for (const auto& page : *made->pages) {
                progress.check();
                pictures.push_back(paint::gl::Painter::prepared(page));
            }
        return [this, made, pictures = std::move(pictures)] {
            auto& preview = shown_.sheet_preview;
            preview.composing = false;
            preview.failure = {};
            preview.missing = made->missing;
            if (!made->pages) return;
            preview.pages = made->pages;
            preview.title = made->title;
            pages_ = pictures;
        };
    };
    order.failed = [this](const std::exception_ptr& failure) {
        auto& preview = shown_.sheet_preview;
        preview.composing = false;
        try {
            std::rethrow_exception(failure);
        } catch (const base::Cancelled&) {
        } catch (const base::Error& error) {
            preview.failure = error.message();
        } catch (const std::exception& error) {
            preview.failure = mark("this should not have happened: {0}", std::string(error.what()));
        }
    };
    pager_.add(std::move(order));
}

namespace {

// A folder that only its owner can enter, gone with what is in it when this is gone.
struct PrivateFolder {
    std::filesystem::path path;
    PrivateFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "balise-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw base::Error(base::ErrorKind::io, mark("there is no room for temporary files in {0}", name));
        path = name;
    }
    ~PrivateFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
};

}  // namespace

void Desk::print_sheet(const app::Arguments& arguments) {
    perform(mark("Printing"), [arguments](app::Session& session, base::Progress& progress) {
        const PrivateFolder folder;
        app::Arguments wanted;
        for (const auto& [name, values] : arguments.all())
            if (name != "out" && name != "format")
                for (const auto& value : values) wanted.add(name, value);
        const auto file = folder.path / "sheet.pdf";
        wanted.add("out", file.string());
        auto outcome = session.perform("map", wanted, false, progress);
        app::print_file(file, progress);
        outcome.lines.insert(outcome.lines.begin(), mark("the sheet is at the printer"));
        return outcome;
    });
}

}  // namespace balise::gui
