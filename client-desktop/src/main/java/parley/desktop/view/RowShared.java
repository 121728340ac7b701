package parley.desktop.view;

import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.TextSelection;
import parley.desktop.viewmodel.Words;

/** What all rows of a list have in common. */
record RowShared(ChatViewModel chat, Words words, Fonts fonts, LinkOpener links, TextSelection selection) {}
