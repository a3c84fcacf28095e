namespace Router.Image.Disk;

/// <summary>
/// What a Raspberry Pi's boot loader reads first. Partition 2 is the one to boot from; a reboot that asks for a trial
/// (<c>reboot '0 tryboot'</c>) takes partition 3 for once, and whatever comes after that starts partition 2 again. An upgrade is to
/// write the other slot, try it so, and exchange the numbers when it came up well.
/// </summary>
internal static class PiText
{
    public const string Choice = """
        [all]
        tryboot_a_b=1
        boot_partition=2
        [tryboot]
        boot_partition=3

        """;
}
