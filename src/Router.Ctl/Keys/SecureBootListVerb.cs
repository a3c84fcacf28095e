using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.SecureBoot;
using Router.Image.SecureBoot.Edges;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys secure-boot list</c>.</summary>
internal static class SecureBootListVerb
{
    public static Command Create(Terminal terminal)
    {
        var json = CommandExtensions.JsonOption();
        return new Command("list", "Print the certificates, and of which the private half is at hand.")
            .With(json)
            .Runs(result =>
            {
                var certificates = Failure.Try(
                    () => SecureBootFolder.List(Repository.Find(), ReleaseSigners.OfEnvironment()));
                if (result.GetValue(json))
                    terminal.WriteJson([.. certificates], SecureBootJson.Default.ListSecureBootCertificate);
                else if (certificates.Count == 0)
                    terminal.Error.WriteLine(
                        "no keys: the first image of a board with secure-boot makes some for development, `keys secure-boot new OWNER` the "
                            + "operator's own");
                foreach (var key in result.GetValue(json) ? [] : certificates)
                {
                    terminal.Out.WriteLine(Printable.Line(
                        $"{key.Variable,-5}{key.Owner,-24}{(key.CanSign ? "signs" : "-"),-7}until "
                            + $"{key.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}  {key.Sha256}"));
                }
                return ExitCode.Done;
            });
    }
}

[JsonSerializable(typeof(List<SecureBootCertificate>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class SecureBootJson : JsonSerializerContext;
