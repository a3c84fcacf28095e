using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;
using Router.Core.Trust;

namespace Router.Console.Verbs.Statements;

internal static class ShowStatement
{
    public static readonly Command Verb = Show.Verb<Response.Statement>(
        "statement", "what runs, signed with the key of this device: a desk verifies it", new Request.ShowStatement(), Render);

    private static IEnumerable<string> Render(Response.Statement answer, Paint paint)
    {
        if (DeviceStatement.Parse(answer.Text) is not { } said)
        {
            yield return paint.Warn("it is of a version that this console does not know: --json has it as it is");
            yield break;
        }
        yield return $"document:  {said.Document}";
        yield return $"state:     {State(said, paint)}";
        yield return $"by:        {said.By}{(said.Since is { } since ? $", {Humane.Time(since)}" : "")}"
            + (said.Comment is { } why ? $": {why}" : "");
        yield return $"image:     {said.Image ?? "none"}, router {said.Version}, board {said.Board}"
            + (said.Slot is { } slot ? $", slot {slot}" : "");
        yield return $"boot:      {said.BootId}";
        yield return $"said:      {Humane.Time(said.Time)}, number {said.Serial.ToString(CultureInfo.InvariantCulture)}";
        yield return $"key:       {Fingerprint(answer.Key)}";
    }

    private static string State(DeviceStatement said, Paint paint) => said switch
    {
        { Confirmed: false, ConfirmBefore: { } before } => paint.Warn($"not confirmed: goes back at {Humane.Time(before)}"),
        { Generation: { } number } => $"confirmed, generation {number}",
        _ => "of no commit",
    };

    private static string Fingerprint(string pem)
    {
        using var key = P256.Open(pem);
        return key.Fingerprint();
    }
}
