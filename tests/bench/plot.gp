# SPDX-License-Identifier: GPL-2.0-only
# For gnuplot, in the folder that report.py has written the data to.
set terminal svg noenhanced size 900,1000 font "sans,12" background "white"
set output "bench.svg"
set multiplot layout 3,1
set style fill solid 0.7 border -1
set boxwidth 0.8
set grid ytics

set title "One call, in instructions"
set style data histograms
set key left top autotitle columnhead
set yrange [0:*]
stats "calls.data" skip 1 using 2 nooutput
plot for [i=2:STATS_columns] "calls.data" using i:xtic(1)

set style data linespoints
set key right center
set logscale x
set xlabel "interfaces"
set title "Binding to one and releasing it, in instructions"
plot for [i=2:4] "growth.data" using 1:i linewidth 2

set logscale y
set yrange [*:*]
set key left top
set xlabel "attached consumers"
set title "Replacing a provider, in instructions"
plot for [i=2:3] "replace.data" using 1:i linewidth 2
unset multiplot
