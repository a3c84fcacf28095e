using Router.Api.Contract;
using Router.Bundles;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Upgrades;

internal static class Upgrade
{
    private static readonly Option Older = new("--older", "also a release that is older than the one that runs");

    private static readonly Option NoReboot = new("--no-reboot", "the next restart tries it, and not one at once");

    private static readonly Option Trial = new("--trial", "the time that it has to be as good as what runs; 5 minutes", "MINUTES");

    /// <summary>For programs: see <see cref="OfferedInput"/>.</summary>
    private static readonly Option Offer = new(
        "--offer", "say as JSON which ranges of the data are lacking, and take these alone from standard input");

    public static readonly Command Verb = new(
        Mode.Operational, "upgrade", "write a bundle into the slot that does not run, and try it at the next boot", RunAsync)
    {
        Arguments =
        [
            new Argument(
                "FILE", "a bundle: a file of the router, http:// or https://; -: standard input, also without a terminal", Arity.Optional),
        ],
        Options = [Older, Trial, NoReboot, Offer, Option.Json],
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var (session, progress) = (call.Session, new UpgradeProgress(call.Session.Terminal));
        int? minutes = call.Option(Trial.Name) is { } text ? Numbers.Parse(text, "minutes") : null;
        var isQuiet = call.Json || call.Option(Offer.Name) is not null;
        try
        {
            await using var input = Open(call);
            var head = await input.ReadHeadAsync(stopping);
            if (!isQuiet)
                progress.Say("looking at what of it is here already");
            var wants = await session.AskAsync<Response.UpgradeWants>(
                new Request.BeginUpgrade(head, call.Option(Older.Name) is not null, minutes), stopping);
            await input.AnnounceAsync(wants, stopping);
            if (!isQuiet)
                progress.Say(Words(wants));
            await SendAsync(session, input, wants, isQuiet ? (_, _) => { } : progress.Report, stopping);
            if (!isQuiet)
                progress.Say("verifying all of it");
            var ready = await session.AskAsync<Response.UpgradeReady>(
                new Request.FinishUpgrade(call.Option(NoReboot.Name) is null), stopping);
            if (isQuiet)
                session.Output.WriteText(call.Json ? ApiJson.Print(ready) : ApiJson.PrintLine(ready));
            else
                session.Output.WriteLine(Words(ready, session.Paint));
            return ExitCodes.Done;
        }
        catch (BundleException exception)
        {
            throw new RefusedException(new Response.Failed(
                FailureKind.Invalid, $"the bundle is not taken: {exception.Message}", exception.Hint, []));
        }
    }

    private static IBundleInput Open(Invocation call)
    {
        var (terminal, place) = (call.Session.Terminal, call.OptionalArgument("FILE"));
        if (call.Option(Offer.Name) is not null)
            return new OfferedInput(terminal);
        if (place is null or "-")
            return terminal.IsInteractive
                ? throw new UsageException(
                    "upgrade reads a bundle, and standard input is a terminal here", "upgrade FILE|URL, or ssh admin@router upgrade < FILE")
                : new StreamInput(terminal.OpenInput());
        return BundlePlaces.Open(place);
    }

    /// <summary>Each range that is lacking, in frames that need no memory of their own.</summary>
    private static async Task SendAsync(
        Session session, IBundleInput input, Response.UpgradeWants wants, Action<long, long> report, CancellationToken stopping)
    {
        var (buffer, sent) = (new byte[Request.SendUpgrade.Usual], 0L);
        foreach (var range in wants.Ranges)
        {
            await input.OpenAsync(range, stopping);
            for (var left = range.Length; left > 0;)
            {
                var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, left));
                var count = await FillAsync(input, piece, stopping);
                if (count == 0)
                    throw new BundleException(
                        BundleFault.CutOff, $"it is cut off: {sent} of {wants.Wanted} bytes that are lacking came",
                        "upgrade again: what came is kept");
                var takes = await session.AskAsync<Response.UpgradeTakes>(new Request.SendUpgrade(sent, piece[..count]), stopping);
                (left, sent) = (left - count, sent + count);
                report(takes.Received, takes.Wanted);
            }
        }
    }

    /// <summary>A pipe gives a few kilobytes at a time, and each frame is an exchange.</summary>
    private static async Task<int> FillAsync(IBundleInput input, Memory<byte> piece, CancellationToken stopping)
    {
        var filled = 0;
        while (filled < piece.Length && await input.ReadAsync(piece[filled..], stopping) is > 0 and var count)
            filled += count;
        return filled;
    }

    private static string Words(Response.UpgradeWants wants) =>
        $"slot {wants.Slot}, version {wants.Image}, release {wants.Release}: of {wants.Size} bytes {wants.Wanted} are lacking, "
            + $"{wants.Copied} were copied from what runs{(wants.Kept > 0 ? $", {wants.Kept} were there from before" : "")}";

    private static string Words(Response.UpgradeReady ready, Paint paint) =>
        paint.Warn($"slot {ready.Slot} is version {ready.Image}, release {ready.Release}: "
            + (ready.Restarts ? "the router restarts and tries it" : "the next restart tries it"));
}
