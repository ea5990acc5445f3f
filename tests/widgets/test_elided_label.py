"""Labels of one line."""

from console.widgets.elided_label import ElidedLabel


def test_a_text_that_looks_like_html_is_shown_as_it_stands_in_the_tooltip_too(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("<b>卫健委</b> & co")
    assert label.toolTip() == "<qt>&lt;b&gt;卫健委&lt;/b&gt; &amp; co</qt>"
    label.setText("plain & simple")
    assert label.toolTip() == "plain & simple"
