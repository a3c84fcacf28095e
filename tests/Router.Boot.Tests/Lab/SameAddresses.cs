namespace Router.Boot.Tests.Lab;

/// <summary>
/// Programs are at the same addresses each time: the emulator keeps what it translated by its address, and so translates a program once
/// and not once for each process, which takes a third off the processor time of a guest. What is shipped has other addresses each time,
/// and boots from disks, as well as the figures (<c>ROUTER_AS_SHIPPED</c>), are with these.
/// </summary>
internal static class SameAddresses
{
    public const string Word = "norandmaps";

    public static string In(string words) =>
        Environment.GetEnvironmentVariable("ROUTER_AS_SHIPPED") is { Length: > 0 } ? words : $"{words} {Word}";
}
