// What the program says about itself, and what it says to a wrong command line.
#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class WordsOfTheProgram : public Scenario {};

const std::vector<std::string> command_names{"new",  "info",   "import",   "find",   "show",  "add",
                                             "edit", "verify", "disclose", "remove", "check", "history",
                                             "undo", "redo",   "export",   "backup", "dump",  "completion"};

TEST_F(WordsOfTheProgram, HelpListsEveryCommandInBothLanguages) {
    const auto english = balise({"--help", "--lang", "en"});
    const auto french = balise({"--help", "--lang", "fr"});
    EXPECT_CODE(english, 0);
    EXPECT_CODE(french, 0);
    for (const auto& name : command_names) {
        EXPECT_THAT(english.out, HasSubstr("\n  " + name + " "));
        EXPECT_THAT(french.out, HasSubstr("\n  " + name + " "));
    }
    EXPECT_THAT(english.out, HasSubstr("Usage: "));
    EXPECT_THAT(french.out, AllOf(Not(HasSubstr("Usage: ")), Not(HasSubstr("Options of"))));
}

TEST_F(WordsOfTheProgram, EveryCommandHasHelpWithTheCommonOptionsInBothLanguages) {
    for (const auto& name : command_names) {
        const auto english = balise({name, "--help", "--lang=en"});
        const auto french = balise({name, "-h", "--lang=fr"});
        EXPECT_CODE(english, 0);
        EXPECT_CODE(french, 0);
        EXPECT_THAT(english.out,
                    AllOf(HasSubstr("balise " + name), HasSubstr("--lang"), HasSubstr("--json"), HasSubstr("--help")))
            << name;
        EXPECT_NE(english.out, french.out) << name << " has no French help";
        EXPECT_EQ(english.err, "") << name;
    }
}

TEST_F(WordsOfTheProgram, CommandsThatChangeTheFileTakeDryRunAndOthersDoNot) {
    for (const auto& name : command_names) {
        const std::string help = balise({name, "--help"}).out;
        const bool changes = name == "new" || name == "import" || name == "add" || name == "edit" || name == "verify" ||
                             name == "disclose" || name == "remove" || name == "undo" || name == "redo" ||
                             name == "export";
        EXPECT_EQ(help.find("--dry-run") != std::string::npos, changes) << name;
    }
}

TEST_F(WordsOfTheProgram, TheLanguageIsThatOfTheEnvironmentElseFrench) {
    environment["LANGUAGE"] = "";
    EXPECT_NE(balise({"--help"}).out, balise({"--help", "--lang", "en"}).out);
    EXPECT_EQ(balise({"--help"}).out, balise({"--help", "--lang", "fr"}).out);
    environment["LANG"] = "en_GB.UTF-8";
    EXPECT_EQ(balise({"--help"}).out, balise({"--help", "--lang", "en"}).out);
}

TEST_F(WordsOfTheProgram, VersionNamesTheSchema) {
    const auto text = balise({"--version"});
    EXPECT_CODE(text, 0);
    EXPECT_THAT(text.out, testing::MatchesRegex("balise [0-9]+\\.[0-9]+\\.[0-9]+ .*\n"));
    EXPECT_THAT(keys(balise({"--version", "--json"}).json()),
                testing::UnorderedElementsAre("name", "version", "schema"));
}

TEST_F(WordsOfTheProgram, WrongUsageIsCode2WithTheNearestRightWord) {
    const auto command = balise({"fnid", "x.balise"});
    EXPECT_CODE(command, 2);
    EXPECT_THAT(command.err, HasSubstr("did you mean find?"));
    EXPECT_EQ(command.out, "");

    const auto option = balise({"find", "x.balise", "--servce", "housing"});
    EXPECT_CODE(option, 2);
    EXPECT_THAT(option.err, HasSubstr("did you mean --service?"));

    const auto code = balise({"find", "x.balise", "--service", "housign"});
    EXPECT_CODE(code, 2);
    EXPECT_THAT(code.err, AllOf(HasSubstr("did you mean housing?"), HasSubstr("legal_assistance")));
}

TEST_F(WordsOfTheProgram, WhatIsMissingOrTooMuchIsNamed) {
    const auto none = balise({});
    EXPECT_CODE(none, 2);
    EXPECT_THAT(balise({"find"}).err, HasSubstr("FILE is missing"));
    EXPECT_THAT(balise({"export", "x.balise"}).err, HasSubstr("--audience is missing"));
    EXPECT_THAT(balise({"info", "x.balise", "y.balise"}).err, HasSubstr("\"y.balise\" is one word too many"));
    EXPECT_THAT(balise({"find", "x.balise", "--limit", "many"}).err, HasSubstr("\"many\" is not a whole number"));
    EXPECT_THAT(balise({"find", "x.balise", "--near"}).err, HasSubstr("--near wants a value"));
    EXPECT_THAT(balise({"find", "x.balise", "--limit", "3", "--limit", "4"}).err, HasSubstr("more than once"));
    EXPECT_THAT(balise({"edit", "x.balise", "ID", "nonsense"}).err, HasSubstr("field=value"));
    EXPECT_THAT(balise({"info", "x.balise", "--lang", "de"}).err, HasSubstr("fr, en"));
    for (const Words& words : {Words{"find"}, Words{"export", "x.balise"}, Words{"info", "x", "y"},
                               Words{"find", "x", "--near"}, Words{"info", "x", "--lang", "de"}})
        EXPECT_CODE(balise(words), 2);
}

TEST_F(WordsOfTheProgram, WrongUsageIsToldInFrench) {
    for (const Words& words : {Words{"fnid"}, Words{"find"}, Words{"find", "x", "--servce", "y"},
                               Words{"find", "x", "--limit", "y"}, Words{"find", "x", "--near"}}) {
        auto french = words;
        french.insert(french.begin(), {"--lang", "fr"});
        auto english = words;
        english.insert(english.begin(), {"--lang", "en"});
        const auto answer = balise(french);
        EXPECT_CODE(answer, 2);
        EXPECT_NE(answer.err, balise(english).err) << testing::PrintToString(words);
    }
}

TEST_F(WordsOfTheProgram, WithJsonAFailureIsOneDocument) {
    const auto usage = balise({"fnid", "--json"});
    EXPECT_CODE(usage, 2);
    EXPECT_EQ(usage.json()["error"]["kind"], "usage");
    EXPECT_EQ(usage.json()["error"]["code"], 2);
    const auto missing = balise({"--json", "info", "none.balise"});
    EXPECT_CODE(missing, 4);
    EXPECT_EQ(missing.json()["error"]["kind"], "not_found");
    EXPECT_THAT(missing.json()["error"]["message"].get<std::string>(), HasSubstr("none.balise"));
    EXPECT_THAT(keys(missing.json()), testing::ElementsAre("error"));
}

TEST_F(WordsOfTheProgram, BashCompletesCommandsOptionsValuesAndFiles) {
    const auto complete = [&](const std::string& words, int position) {
        return shell("source <($BALISE completion bash) && COMP_WORDS=(" + words +
                     ") COMP_CWORD=" + std::to_string(position) + " && _balise && printf '%s\\n' \"${COMPREPLY[@]}\"");
    };
    EXPECT_EQ(complete("balise fi", 1).out, "find\n");
    EXPECT_EQ(complete("balise find x.balise --serv", 3).out, "--service\n");
    EXPECT_EQ(complete("balise find x.balise --service legal", 4).out, "legal_assistance\n");
    EXPECT_EQ(complete("balise export x.balise --audience p", 4).out, "public\npartners\n");
    EXPECT_EQ(complete("balise --lang f", 2).out, "fr\n");
    EXPECT_EQ(complete("balise completion z", 2).out, "zsh\n");
    file("annuaire.balise", "");
    EXPECT_EQ(complete("balise info ann", 2).out, "annuaire.balise\n");
}

TEST_F(WordsOfTheProgram, ZshAndFishScriptsAreWellFormed) {
    for (const std::string name : {"zsh", "fish"}) {
        const auto answer = balise({"completion", name, "--lang", "fr"});
        EXPECT_CODE(answer, 0);
        for (const auto& command : command_names) EXPECT_THAT(answer.out, HasSubstr(command)) << name;
        const auto script = file("script", answer.out);
        if (shell("command -v " + name).code == 0) EXPECT_CODE(shell(name + " -n " + script), 0);
    }
}

TEST_F(WordsOfTheProgram, OutputThatCannotBeWrittenIsCode6AndAClosedPipeIsNoFailure) {
    const auto full = shell("$BALISE --help > /dev/full");
    EXPECT_CODE(full, 6);
    EXPECT_THAT(full.err, HasSubstr("the disk is full"));
    const auto project = sample_project();
    const auto head = shell("set -o pipefail; $BALISE dump " + project + " | head -1");
    EXPECT_CODE(head, 0);
    EXPECT_EQ(head.err, "");
}

}  // namespace
}  // namespace balise::scenario
