using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Controllers;

internal static class ControllerShape
{
    private const int LongestUrl = 300;

    private static readonly ScalarShape<string> Url = Scalars.Text(
        "URL of a controller", "https://controller.example.net:8443",
        check: text => text.Length <= LongestUrl && text.All(c => c is > ' ' and <= '~' and not ('"' or '\\'))
            && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == "https" && url.Host.Length > 0
            && url.PathAndQuery == "/" && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            ? null
            : "is no URL of a controller: https://HOST:PORT and nothing behind it");

    public static readonly RecordShape<ControllerConfig> Shape = new RecordShape<ControllerConfig>(
            "controller", "Who decides what this router runs, beside those who log in.",
            () => new() { Identity = new SecretReference(""), Authority = new SecretReference("") })
        .With("urls", new ListShape<string>(Url), c => c.Urls, (c, v) => c with { Urls = v },
            "Where the controller is reached, the preferred one first; where one does not answer, the next is asked.", required: true)
        .WithValue("identity", SecretShape.Shape, c => c.Identity, (c, v) => c with { Identity = v },
            "What this router is known by: the token of 'routerctl controller enrol', which lets it in once, or key and certificate (PEM).",
            required: true)
        .WithValue("ca", SecretShape.Shape, c => c.Authority, (c, v) => c with { Authority = v },
            "The controller's authority (PEM, its ca.pem): nobody else is believed.", required: true)
        .WithValue("every", Scalars.Duration, c => c.Every, (c, v) => c with { Every = v },
            "So often it states what it runs at the least; a new document comes at once.");
}
