package parley.server.chat;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell each other about a person. Unknown fields are ignored and unknown types dropped, so that nodes of
 * different versions can work together.
 */
final class NodeMail {
    private static final Gson GSON = new Gson();
    private static final String TAKEOVER = "takeover";
    private static final String RENAMED = "renamed";

    /** The text form; a field that a type does not use is null. */
    private record Text(
            @Nullable String type,
            @Nullable String user,
            @Nullable String session,
            @Nullable String username,
            @Nullable List<String> keys) {}

    /** One piece of news. */
    sealed interface News {
        /** The person it is about. */
        String user();
    }

    /** A session was opened elsewhere in the place of this one. */
    record Takeover(String user, String session) implements News {}

    /** A person has another name now. */
    record Renamed(String user, Person.Name name) implements News {}

    private NodeMail() {}

    static String write(News news) {
        if (news instanceof Takeover takeover) {
            return GSON.toJson(new Text(TAKEOVER, takeover.user(), takeover.session(), null, null));
        }
        Renamed renamed = (Renamed) news;
        Person.Name name = renamed.name();
        return GSON.toJson(new Text(RENAMED, renamed.user(), null, name.username(), List.copyOf(name.keys())));
    }

    /** The news, or null when this version does not know it. */
    static @Nullable News read(String text) {
        Text mail;
        try {
            mail = GSON.fromJson(text, Text.class);
        } catch (JsonSyntaxException e) {
            return null;
        }
        if (mail == null || mail.user() == null) {
            return null;
        }
        if (TAKEOVER.equals(mail.type()) && mail.session() != null) {
            return new Takeover(mail.user(), mail.session());
        }
        if (RENAMED.equals(mail.type()) && mail.username() != null && mail.keys() != null) {
            return new Renamed(mail.user(), new Person.Name(mail.username(), Set.copyOf(mail.keys())));
        }
        return null;
    }
}
