namespace Router.Ctl.Flash;

/// <summary>Which block devices may be overwritten. Pure: everything it knows is in <see cref="BlockFacts"/>.</summary>
internal static class TargetRules
{
    /// <summary>Why the device must not be written to; empty: it may. <paramref name="imageSize"/> in bytes.</summary>
    public static IReadOnlyList<string> Refusals(BlockFacts facts, DeviceNumber target, long imageSize)
    {
        if (facts.Devices.FirstOrDefault(d => d.Number == target) is not { } device)
            return ["the kernel does not list it as a block device"];
        if (device.Parent is { } parent && facts.Devices.FirstOrDefault(d => d.Number == parent) is { } disk)
            return [$"it is a partition, and the image is a whole disk: give /dev/{disk.Name}"];

        var refusals = new List<string>();
        var parts = facts.Devices.Where(d => d.Number == target || d.Parent == target).ToList();
        refusals.AddRange(facts.Uses.Where(use => Below(facts, use.Device).Overlaps(parts.Select(p => p.Number))).Select(Words).Distinct());
        refusals.AddRange(parts.SelectMany(p => p.Holders.Select(h => $"/dev/{p.Name} is part of /dev/{h}: stop that first")));
        if (device.ReadOnly)
            refusals.Add("it is read-only: look for a switch on the card");
        if (device.SectorSize > Gpt.GptHeader.SectorSize)
            refusals.Add($"its sectors have {device.SectorSize} bytes, and the image is made for sectors of {Gpt.GptHeader.SectorSize}");
        if (device.Size < imageSize)
            refusals.Add($"it holds {device.Size} bytes, and the image has {imageSize}");
        return refusals;
    }

    private static string Words(DeviceUse use) => use.Use switch
    {
        "/" => "it holds the running system",
        "swap" => "it is used as swap: swapoff first",
        _ => $"it is mounted at {use.Use}: umount {use.Use} first",
    };

    /// <summary>The device, what it is made of, and the disks of those, all the way down.</summary>
    private static HashSet<DeviceNumber> Below(BlockFacts facts, DeviceNumber start)
    {
        var found = new HashSet<DeviceNumber>();
        var waiting = new Stack<DeviceNumber>([start]);
        while (waiting.TryPop(out var number))
        {
            if (!found.Add(number) || facts.Devices.FirstOrDefault(d => d.Number == number) is not { } device)
                continue;
            if (device.Parent is { } parent)
                waiting.Push(parent);
            foreach (var part in facts.Devices.Where(d => device.MadeOf.Contains(d.Name)))
                waiting.Push(part.Number);
        }
        return found;
    }
}
