using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Router.Core.Trust;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys list</c>.</summary>
internal static class ListVerb
{
    public static Command Create(Terminal terminal)
    {
        var json = CommandExtensions.JsonOption();
        return new Command("list", "Print the keys: which are good, until when, and of which the private half is at hand.")
            .With(json)
            .Runs(result =>
            {
                var keys = Failure.Try(() => ReleaseFolder.ReadAll(Repository.Find()));
                var signers = ReleaseSigners.OfEnvironment();
                var rows = keys.Keys.Select(key => KeyRow.Of(key, signers.Has(key.Name) || key.Name == ReleaseFolder.DevelopmentName))
                    .ToList();
                if (result.GetValue(json))
                    terminal.WriteJson(rows, KeysJson.Default.ListKeyRow);
                else if (rows.Count == 0)
                    terminal.Error.WriteLine("no keys: the first image makes one for development, `keys new NAME` one for releases");
                else
                    rows.ForEach(row => terminal.Out.WriteLine(Printable.Line(row.ToText())));
                return ExitCode.Done;
            });
    }
}

/// <summary>A key; its state is <c>good</c>, <c>expired</c> or <c>revoked</c>.</summary>
internal sealed record KeyRow(string Name, string State, DateOnly? Until, string? Revoked, bool CanSign)
{
    public static KeyRow Of(ReleaseKey key, bool canSign) => new(
        key.Name, key.TrustOn(Signers.Today).ToString().ToLowerInvariant(), key.Until, key.Revoked, canSign);

    public string ToText()
    {
        var until = Until is { } day ? $"until {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return $"{Name,-24}{State,-9}{(CanSign ? "signs" : "-"),-7}{until}{(Revoked is { } reason ? $"revoked: {reason}" : "")}".TrimEnd();
    }
}

[JsonSerializable(typeof(List<KeyRow>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class KeysJson : JsonSerializerContext;
