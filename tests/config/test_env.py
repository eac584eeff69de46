from pathlib import Path

import pytest

from bulou.config.env import SETTINGS, BadSetting, Environment, Kind


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    file = tmp_path / "bulou.env"
    file.write_text("# a node\n\nBULOU_NODE_NAME = from the file\nBULOU_EMAIL_FROM='file@example.org'\n")

    env = Environment.load(
        {"BULOU_SETTINGS_FILE": str(file), "BULOU_NODE_NAME": "from the environment", "PATH": "/bin"}
    )

    assert env.text("BULOU_NODE_NAME") == "from the environment"
    assert env.text("BULOU_EMAIL_FROM") == "file@example.org"
    assert env.text("BULOU_BASE_URL") == "http://127.0.0.1:8000"


@pytest.mark.parametrize("line", ["NODE_NAME=x", "BULOU_NODE_NAME", "export BULOU_NODE_NAME=x"])
def test_a_line_that_is_no_setting_is_named_with_its_number(tmp_path, line):
    file = tmp_path / "bulou.env"
    file.write_text(f"BULOU_DEBUG=no\n{line}\n")

    with pytest.raises(BadSetting, match=r"bulou\.env, line 2"):
        Environment.load({"BULOU_SETTINGS_FILE": str(file)})


def test_a_settings_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(BadSetting, match=r"BULOU_SETTINGS_FILE names .*absent"):
        Environment.load({"BULOU_SETTINGS_FILE": str(tmp_path / "absent")})


@pytest.mark.parametrize(
    ("word", "meant"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("", False)]
)
def test_a_flag_is_yes_or_no(word, meant):
    assert Environment({"BULOU_DEMO": word}).flag("BULOU_DEMO") is meant


def test_what_cannot_be_read_is_named():
    with pytest.raises(BadSetting, match="BULOU_DEMO is 'perhaps'"):
        Environment({"BULOU_DEMO": "perhaps"}).flag("BULOU_DEMO")


def test_defaults_follow_the_data_directory(tmp_path):
    env = Environment({"BULOU_HOME": str(tmp_path)})
    assert env.path("BULOU_KEY_FILE") == tmp_path / "kek"
    assert env.secret("BULOU_DATABASE_URL") == f"sqlite:///{tmp_path}/bulou.sqlite3"


def test_a_secret_comes_from_its_value_its_file_or_the_default_file(tmp_path):
    (tmp_path / "named").write_text("from the named file\n")

    before = Environment({"BULOU_HOME": str(tmp_path)}).secret("BULOU_SECRET_KEY")
    (tmp_path / "secret_key").write_text("from the default file\n")
    after = Environment({"BULOU_HOME": str(tmp_path)}).secret("BULOU_SECRET_KEY")
    named = {"BULOU_HOME": str(tmp_path), "BULOU_SECRET_KEY_FILE": str(tmp_path / "named")}

    assert (before, after) == ("", "from the default file")
    assert Environment(named).secret("BULOU_SECRET_KEY") == "from the named file"
    assert Environment({**named, "BULOU_SECRET_KEY": "itself"}).secret("BULOU_SECRET_KEY") == "itself"


def test_a_named_secret_file_must_be_readable(tmp_path):
    env = Environment({"BULOU_EMAIL_URL_FILE": str(tmp_path / "absent")})
    with pytest.raises(BadSetting, match="BULOU_EMAIL_URL_FILE"):
        env.secret("BULOU_EMAIL_URL")


def test_a_misspelt_setting_is_found_with_the_nearest_that_exists():
    given = {"BULOU_DATABSE_URL": "x", "BULOU_ZZZ": "x", "BULOU_SECRET_KEY_FILE": "x", "BULOU_DEMO": "no"}
    assert Environment(given).unknown() == {"BULOU_DATABSE_URL": "BULOU_DATABASE_URL", "BULOU_ZZZ": ""}


def test_every_setting_says_what_it_is_for_in_both_languages():
    for setting in SETTINGS:
        assert setting.name.startswith("BULOU_")
        assert setting.en.endswith(".")
        assert setting.zh.endswith("。")
        assert setting.kind is not Kind.SECRET or not Path(setting.default).is_absolute()
