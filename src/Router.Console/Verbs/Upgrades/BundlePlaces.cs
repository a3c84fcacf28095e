using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Upgrades;

/// <summary>Bundles by their names.</summary>
internal static class BundlePlaces
{
    /// <exception cref="RefusedException">There is none.</exception>
    public static IBundleInput Open(string place)
    {
        if (Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return new WebInput(address);
        try
        {
            return new StreamInput(File.OpenRead(place));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Response.Failed(
                FailureKind.Invalid, $"cannot read {place}: {exception.Message}", "upgrade FILE reads a file on the router", []));
        }
    }
}
