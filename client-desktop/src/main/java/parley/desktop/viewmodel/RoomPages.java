package parley.desktop.viewmodel;

import java.util.function.Consumer;
import parley.client.ChatClient;
import parley.model.ClientMessage.History.Direction;

/** The pages of the room, by the SDK. */
final class RoomPages implements PageLoading.Pages {
    private final ChatClient client;

    RoomPages(ChatClient client) {
        this.client = client;
    }

    @Override
    public void load(Direction direction, int limit, Consumer<Boolean> done) {
        var loading = switch (direction) {
            case BEFORE -> client.loadOlder(ChatViewModel.LOBBY, limit);
            case AFTER -> client.loadNewer(ChatViewModel.LOBBY, limit);
            case NEWEST -> client.loadNewest(ChatViewModel.LOBBY, limit);
            case AROUND -> throw new IllegalArgumentException("no such page is shown");
        };
        var unused = loading.whenComplete((result, problem) -> done.accept(problem == null));
    }

    @Override
    public void reading(long seq) {
        client.reading(ChatViewModel.LOBBY, seq);
    }
}
