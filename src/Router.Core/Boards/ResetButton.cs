namespace Router.Core.Boards;

/// <summary>A key that makes the device as freshly flashed when it is held.</summary>
public sealed record ResetButton
{
    /// <summary>KEY_RESTART, what device trees give a reset button.</summary>
    public const int Usual = 408;

    /// <summary>Its number in the kernel's <c>input-event-codes.h</c>, whatever tells of it: GPIO, ACPI, a keyboard.</summary>
    public int Key { get; init; } = Usual;

    /// <summary>How long it has to be held.</summary>
    public int Seconds { get; init; } = 5;
}
