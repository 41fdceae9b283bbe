#include "gui/window.hpp"

int main(int argc, char** argv) {
    return balise::gui::run_viewer(argc, argv);
}
