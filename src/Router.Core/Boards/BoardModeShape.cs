using Router.Documents.Shapes;

namespace Router.Core.Boards;

/// <summary>The keys <c>mode</c> and <c>reset-button</c> of a board.</summary>
internal static class BoardModeShape
{
    public static readonly ScalarShape<BoardMode> Mode = Scalars.Choice(
        "mode", ("disk", BoardMode.Disk, "its disk, which stays where it is"),
        ("ram", BoardMode.Ram, "memory: the medium may be pulled after the boot, and commits go to it when it is there"));

    public static readonly RecordShape<ResetButton> Button =
        new RecordShape<ResetButton>("reset button", "A key that makes the device as freshly flashed when it is held.", () => new())
            .WithValue(
                "key", Scalars.Number(1, 767, example: "408"), b => b.Key, (b, v) => b with { Key = v },
                "Its number in the kernel's input-event-codes.h; a reset button is 408 (KEY_RESTART) in most device trees.")
            .WithValue(
                "seconds", Scalars.Number(1, 60, "seconds", "5"), b => b.Seconds, (b, v) => b with { Seconds = v },
                "How long it has to be held.");
}
