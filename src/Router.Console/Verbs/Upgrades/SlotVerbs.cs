using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Upgrades;

/// <summary>The images on the disk.</summary>
internal static class SlotVerbs
{
    public static readonly Command Slots = Show.Verb<Response.Slots>(
        "slots", "the images on the disk: which runs, which is next, and why one cannot", new Request.ShowSlots(), Render);

    public static readonly Command Upgrade = Show.Verb<Response.Upgrade>(
        "upgrade", "the image on trial, what it waits for, and how the last trial ended", new Request.ShowUpgrade(), Render);

    public static readonly Command RollBack = new(
        Mode.Operational,
        "rollback image",
        "restart with the image in the other slot, on trial as after an upgrade",
        (call, stopping) => Question.AskAsync(call, "restart with the other image", new Request.RollbackImage(), stopping))
    { Options = [Option.Json] };

    public static readonly Command Verify = new(
        Mode.Operational,
        "verify image",
        "read all of the image that runs from its disk, each block held against its hash",
        (call, stopping) => Acts.RunAsync(call, new Request.VerifyImage(), stopping))
    { Options = [Option.Json] };

    private static IEnumerable<string> Render(Response.Slots slots, Paint paint)
    {
        if (slots.Items.Count == 0)
        {
            yield return "this machine does not run from a slot";
            yield break;
        }
        string[] titles = ["SLOT", "IMAGE", "RELEASE", "STATE", "NOW", "NEXT BOOT", "REASON"];
        foreach (var line in Table.Format(paint, titles, [.. slots.Items.Select(Row)]))
            yield return line;

        IReadOnlyList<string> Row(SlotStatus slot) =>
        [
            slot.Name, slot.Version ?? (slot.CanStart ? "unknown" : ""), $"{slot.Release}", State(slot, paint),
            slot.Runs ? "runs" : "", slot.IsNext ? "starts" : "", slot.Reason ?? "",
        ];
    }

    private static string State(SlotStatus slot, Paint paint) => slot.State switch
    {
        "good" => paint.Good(slot.State),
        "damaged" => paint.Bad(slot.State),
        "empty" => paint.Dim(slot.State),
        _ => paint.Warn(slot.State),
    };

    private static IEnumerable<string> Render(Response.Upgrade upgrade, Paint paint)
    {
        if (upgrade.Slot is { } slot)
        {
            yield return upgrade.SecondsLeft is { } left
                ? paint.Warn($"on trial:  {upgrade.Image} in slot {slot}, for another {Humane.Duration(left)}")
                : $"next boot: tries {upgrade.Image} in slot {slot}";
            foreach (var reason in upgrade.WaitsFor)
                yield return paint.Warn($"waits for: {reason}");
        }
        else
        {
            yield return "no image is on trial";
        }
        if (upgrade.Last is not { } last)
            yield break;
        yield return $"last:      {last.From} to {last.Version} in slot {last.Slot} by {last.By}, {Humane.Time(last.At)}: "
            + (last.IsKept ? paint.Good("kept") : paint.Bad("not kept, the image before came back"));
        foreach (var reason in last.Reasons)
            yield return paint.Bad($"because:   {reason}");
    }
}
