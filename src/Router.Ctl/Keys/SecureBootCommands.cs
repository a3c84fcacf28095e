using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys secure-boot</c>.</summary>
internal static class SecureBootCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("secure-boot", "The keys PK, KEK and db of UEFI Secure Boot, for boards with secure-boot: true.").With(
            SecureBootNewVerb.Create(terminal), SecureBootListVerb.Create(terminal));
}
