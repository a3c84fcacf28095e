using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Secrets;

internal static class ShowSecrets
{
    public static readonly Command Verb =
        Show.Verb<Response.Secrets>(
            "secrets", "names of the secrets that are set; never their values", new Request.ShowSecrets(), (secrets, _) => secrets.Items);
}
