#:project ..
using Camp.Golden;

Console.WriteLine($"1 + 2 = {Adder.Add(1, 2)}");
