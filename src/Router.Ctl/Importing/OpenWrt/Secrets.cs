using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

internal static class Secrets
{
    /// <summary>The value stays where it is: the document has the name that the secret is to be given.</summary>
    public static void Keep(this ImportContext context, UciLine? line, string name, params string[] path)
    {
        if (line is null)
            return;
        if (context.Draft.SetSecret([line.Source], name, path))
            context.Secrets.Add((name, line.Source));
    }
}
