using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowSlots), "show-slots")]
[JsonDerivedType(typeof(ShowUpgrade), "show-upgrade")]
[JsonDerivedType(typeof(RollbackImage), "rollback-image")]
[JsonDerivedType(typeof(VerifyImage), "verify-image")]
public abstract partial record Request
{
    /// <summary>Answer: <see cref="Response.Slots"/>.</summary>
    public sealed record ShowSlots() : Request(Role.View);

    /// <summary>Answer: <see cref="Response.Upgrade"/>.</summary>
    public sealed record ShowUpgrade() : Request(Role.View);

    /// <summary>Reads all of the image that runs from its disk, each block held against the hash that was signed.</summary>
    public sealed record VerifyImage() : Request(Role.Operate);

    /// <summary>Restarts with the image in the other slot, on trial as after an upgrade.</summary>
    public sealed record RollbackImage() : Request(Role.Admin);
}

[JsonDerivedType(typeof(Slots), "slots")]
[JsonDerivedType(typeof(Upgrade), "upgrade")]
public abstract partial record Response
{
    public sealed record Slots([property: JsonPropertyName("slots")] IReadOnlyList<SlotStatus> Items) : Response;

    /// <summary>
    /// <paramref name="Slot"/> and <paramref name="Image"/>: where it is, and the version, of the image that is on trial; null: none is.
    /// <paramref name="SecondsLeft"/>: until it is given up; null: its boot has not come. <paramref name="WaitsFor"/>: what is not as good
    /// as before, a line each. <paramref name="Last"/>: how the last trial ended; null: there was none.
    /// </summary>
    public sealed record Upgrade(
        string? Slot, string? Image, double? SecondsLeft, IReadOnlyList<string> WaitsFor, LastUpgrade? Last) : Response;
}

/// <summary>A place for an image on the disk.</summary>
/// <param name="Name"><c>a</c> or <c>b</c>.</param>
/// <param name="Runs">It is what runs.</param>
/// <param name="IsNext">It starts at the next boot.</param>
/// <param name="CanStart">There is a whole image in it.</param>
/// <param name="Version">Of that image; null: nobody knows.</param>
/// <param name="Release">Its number; null: nobody knows.</param>
/// <param name="State"><c>good</c>, <c>trial</c>, <c>damaged</c>, <c>returned</c> (its trial failed), <c>empty</c>.</param>
/// <param name="Reason">Why it is damaged or was not kept.</param>
public sealed record SlotStatus(
    string Name, bool Runs, bool IsNext, bool CanStart, string? Version, long? Release, string State, string? Reason);

/// <summary>How a trial ended.</summary>
/// <param name="Slot">Of the image that was tried.</param>
/// <param name="Version">Of that image.</param>
/// <param name="From">The version before.</param>
/// <param name="By">Who upgraded.</param>
/// <param name="At">When it was decided.</param>
/// <param name="IsKept">The new image runs from then on; otherwise the one before came back.</param>
/// <param name="Reasons">Why it was not kept.</param>
public sealed record LastUpgrade(
    string Slot, string? Version, string? From, string By, DateTimeOffset At, bool IsKept, IReadOnlyList<string> Reasons);
